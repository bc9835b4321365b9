using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using TeamCalendars.Entities;

namespace CalendarStore.Transfer;

/// <summary>Counts items and digests what is the same in every store: ids and contents, not who wrote them and when.</summary>
internal sealed class ContentDigest(EntityKinds kinds) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<EntityKind, long> counts = kinds.Kinds.ToDictionary(kind => kind, _ => 0L);

    public long Total => counts.Values.Sum();

    /// <summary><c>1 calendars, 4 events</c>.</summary>
    public string Items => string.Join(", ", kinds.Kinds.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{counts[kind]:N0} {kind.Plural}")));

    public string Digest => $"sha256:{Convert.ToHexStringLower(hash.GetCurrentHash())}";

    public void Add(EntityKey key, EntityContent content)
    {
        counts[key.Kind]++;
        hash.AppendData(TransferLine.Item(key, content, revision: null));
    }

    /// <summary>The last line of a file.</summary>
    public byte[] End() => TransferLine.Write("end", writer =>
    {
        foreach (var (kind, count) in kinds.Kinds.Select(kind => (kind, counts[kind])).Where(counted => counted.Item2 > 0))
        {
            writer.WriteNumber(kind.Plural, count);
        }

        writer.WriteString("digest", Digest);
    });

    /// <summary>Whether the last line tells of just these items. A kind that it does not count has none.</summary>
    public bool IsToldBy(JsonElement end) =>
        TransferLine.HasOnly(end, [.. kinds.Kinds.Select(kind => kind.Plural), "digest"])
        && kinds.Kinds.All(kind => (end.TryGetProperty(kind.Plural, out var told) ? told.GetInt64() : 0) == counts[kind])
        && end.TryGetProperty("digest", out var digest) && digest.GetString() == Digest;

    public TransferReport Report() => new(Items, Digest);

    public void Dispose() => hash.Dispose();
}
