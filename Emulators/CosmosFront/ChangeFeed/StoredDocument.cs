using System.Text.Json.Nodes;

namespace CosmosFront.ChangeFeed;

/// <param name="Lsn">The number of its latest write; the writes of one batch share it.</param>
/// <param name="PartitionKey">As in requests: <c>["value"]</c>.</param>
internal sealed record StoredDocument(long Lsn, string PartitionKey, string EffectiveKey, string Id, string ETag, JsonObject Content);
