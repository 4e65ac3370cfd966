/* What the tap "mm1" hands to its listeners: one record for each PDU, and one for each half of an
 * HTTP or WSP exchange that belongs to an MM1 transaction but carries no PDU (a GET, a status).
 *
 * Plain C, so that any tap listener can read it. Texts are UTF-8, never null, empty where there is
 * nothing to say; names are those of the specification and of the analyzer. Everything lies in the
 * packet's pool: copy what is to be kept. A frame gives 2000 records at most, in their order.
 */
#ifndef MM1_PLUGIN_TAP_RECORD_H
#define MM1_PLUGIN_TAP_RECORD_H

#ifndef __cplusplus
#include <stdbool.h>
#endif
#include <stddef.h>
#include <stdint.h>

/* A part of a message, or its whole body when that is a single object. */
typedef struct Mm1TapPart {
  const char* content_type; /* "image/jpeg", without parameters */
  const char* name;
  const char* content_id; /* without angle brackets */
  const char* content_location;
  const uint8_t* octets; /* in the packet */
  size_t size;           /* octets that were captured */
  bool complete;         /* nothing of it is missing */
  bool container;        /* a multipart whose own parts follow */
} Mm1TapPart;

/* A field of a PDU that says how something went. */
typedef struct Mm1TapStatus {
  const char* field; /* "X-Mms-Response-Status" */
  const char* value; /* "Ok" */
} Mm1TapStatus;

typedef struct Mm1TapRecord {
  uint32_t frame;
  bool from_client;
  const char* client;     /* address of the MMS client */
  const char* relay;      /* address of the MMS Relay/Server, or of the proxy before it */
  const char* user_agent; /* of the HTTP or WSP request with which this came; not of responses */

  /* The transaction that this belongs to. Kind and outcome are decided by later frames: in the
   * first pass over a capture they may be missing. */
  uint64_t transaction;     /* 0: none */
  const char* kind;         /* "send", "retrieval", … */
  const char* outcome;      /* "completed", "unanswered", … */
  uint32_t request_frame;   /* frame of what this answers; 0: it is no answer */
  int64_t since_request_ns; /* time between the two; 0 when it is no answer */

  /* The PDU. Without one, the rest is empty. */
  bool has_pdu;
  bool complete;          /* all its octets were captured */
  bool is_repeat;         /* the same octets came before in this transaction */
  bool is_retransmission; /* by the bearer: the same message, which the statistics count once */
  uint8_t type;           /* X-Mms-Message-Type: 0x80 to 0x97; 0: it has none */
  const char* type_name;  /* "m-send-req" */
  const char* version;    /* "1.2" */
  const char* transaction_id;
  const char* message_id;
  const uint8_t* octets;
  size_t captured; /* how many octets there are */
  size_t size;     /* how many octets the PDU had */
  const Mm1TapStatus* statuses;
  size_t status_count;
  const Mm1TapPart* parts; /* nested ones behind the part that they are in */
  size_t part_count;
} Mm1TapRecord;

#endif
