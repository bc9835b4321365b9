using System.Text.Json;
using System.Text.Json.Nodes;
using CosmosFront.Partitions;

namespace CosmosFront.ChangeFeed;

/// <summary>
/// The source of a container's change feed: each existing document, ordered by its latest write (the feed's "latest version" mode,
/// without earlier versions and deletions). One request at a time: <see cref="Turn"/>.
/// </summary>
internal sealed class ContainerLog
{
    private readonly Dictionary<(string PartitionKey, string Id), StoredDocument> documents = [];
    private readonly SortedDictionary<(long Lsn, int Index), StoredDocument> order = [];
    private readonly Dictionary<(string PartitionKey, string Id), (long Lsn, int Index)> places = [];

    public SemaphoreSlim Turn { get; } = new(1);

    public long Lsn { get; private set; }

    public long Next() => ++Lsn;

    public StoredDocument? Find(string partitionKey, string id) => documents.GetValueOrDefault((partitionKey, id));

    public void Written(long lsn, int index, string partitionKey, byte[] json)
    {
        var content = JsonNode.Parse(json)!.AsObject();
        var id = content["id"]!.GetValue<string>();
        Deleted(partitionKey, id);
        content["_lsn"] = lsn;
        var document = new StoredDocument(lsn, partitionKey, EffectivePartitionKey.Of(partitionKey), id, content["_etag"]!.GetValue<string>(), content);
        documents[(partitionKey, id)] = document;
        places[(partitionKey, id)] = (lsn, index);
        order[(lsn, index)] = document;
    }

    public void Deleted(string partitionKey, string id)
    {
        if (places.Remove((partitionKey, id), out var place))
        {
            order.Remove(place);
            documents.Remove((partitionKey, id));
        }
    }

    /// <summary>A page of the feed: never ends within the writes of one batch.</summary>
    public IReadOnlyList<StoredDocument> Read(long after, Func<StoredDocument, bool> within, int limit)
    {
        var page = new List<StoredDocument>();
        foreach (var document in order.Values.Where(document => document.Lsn > after && within(document)))
        {
            if (page.Count >= limit && document.Lsn != page[^1].Lsn)
            {
                break;
            }

            page.Add(document);
        }

        return page;
    }

    /// <summary>Two spellings of a key are the same key.</summary>
    public static string Normalize(string partitionKey)
    {
        using var parsed = JsonDocument.Parse(partitionKey);
        return $"[{JsonSerializer.Serialize(parsed.RootElement[0].GetString())}]";
    }
}
