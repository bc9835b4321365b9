using System.Security.Cryptography;
using System.Text.Json;

namespace CalendarStore.Transfer;

/// <summary>Over what is the same in every store: ids and contents, not who wrote them and when.</summary>
internal sealed class ContentDigest : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public int Calendars { get; private set; }
    public long Events { get; private set; }

    public void Add(TransferLine line)
    {
        switch (line)
        {
            case TransferLine.Calendar calendar:
                Calendars++;
                Append(calendar with { By = null, At = null });
                break;
            case TransferLine.Event item:
                Events++;
                Append(item with { By = null, At = null });
                break;
            default:
                break;
        }
    }

    public TransferReport Report() => new(Calendars, Events, $"sha256:{Convert.ToHexStringLower(hash.GetCurrentHash())}");

    public void Dispose() => hash.Dispose();

    private void Append(TransferLine line)
    {
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(line, TransferJson.Default.TransferLine));
        hash.AppendData("\n"u8);
    }
}
