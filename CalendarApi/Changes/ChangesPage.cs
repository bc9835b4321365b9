using CalendarApi.Answers;
using TeamCalendars.Tenants;

namespace CalendarApi.Changes;

/// <summary>A page of changes as bytes. It is compressed at most once per encoding, however many clients receive it.</summary>
internal sealed class ChangesPage(byte[] json, int items, long head)
{
    private readonly Lazy<byte[]> brotli = new(() => Compress(json, AnswerEncoding.Brotli));
    private readonly Lazy<byte[]> gzip = new(() => Compress(json, AnswerEncoding.Gzip));

    private readonly Lock gate = new();
    private int senders;
    private IDisposable? held;

    public int Items => items;

    public long Head => head;

    public int Size => json.Length;

    /// <summary>The bytes that the page may occupy: the JSON and its compressed copies, which are made on first use and together are no longer than the JSON.</summary>
    public int Footprint => json.Length < AnswerEncoding.WorthCompressing ? json.Length : 2 * json.Length;

    /// <returns>The bytes in the encoding if that is worth it, and the encoding that they have.</returns>
    public (byte[] Bytes, string? Encoding) In(string? encoding) =>
        encoding is null || json.Length < AnswerEncoding.WorthCompressing ? (json, null) : (encoding is AnswerEncoding.Brotli ? brotli.Value : gzip.Value, encoding);

    /// <summary>Counts the page as long as it is sent to anyone: once, however many callers get it at a time, because it is in memory once.</summary>
    public IDisposable Hold(AnswerMemory memory, TenantId tenant)
    {
        lock (gate)
        {
            if (senders++ == 0)
            {
                held = memory.Hold(tenant, Footprint);
            }
        }

        return new Sender(this);
    }

    private void Release()
    {
        lock (gate)
        {
            if (--senders == 0)
            {
                held!.Dispose();
            }
        }
    }

    private static byte[] Compress(byte[] bytes, string encoding)
    {
        var output = new MemoryStream();
        using (var stream = AnswerEncoding.Compress(output, encoding))
        {
            stream.Write(bytes);
        }

        return output.ToArray();
    }

    private sealed class Sender(ChangesPage page) : IDisposable
    {
        public void Dispose() => page.Release();
    }
}
