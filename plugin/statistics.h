// The statistics that Wireshark offers about MM1, all of them made from the tap's records.
#pragma once

namespace mm1::plugin {

/// -z mm1,tree: counts of PDU types, statuses, versions, user agents, media types and sizes.
void register_counts();

/// -z mm1,srt: how long the answers took, by kind of transaction.
void register_response_times(int protocol);

/// -z mm1,transactions: a table with a row for each transaction.
void register_transactions_table();

}  // namespace mm1::plugin
