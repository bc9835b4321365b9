using System.IO.Compression;

namespace CalendarApi.Changes;

/// <summary>A page of changes as bytes. It is compressed at most once per encoding, however many clients receive it.</summary>
internal sealed class ChangesPage(byte[] json, int items, long head)
{
    /// <summary>Shorter answers are not compressed, in bytes.</summary>
    private const int WorthCompressing = 1024;

    private readonly Lazy<byte[]> brotli = new(() => Compress(json, output => new BrotliStream(output, CompressionLevel.Fastest)));
    private readonly Lazy<byte[]> gzip = new(() => Compress(json, output => new GZipStream(output, CompressionLevel.Fastest)));

    public int Items => items;

    public long Head => head;

    public int Size => json.Length;

    /// <summary>The bytes that the page may occupy: the JSON and its compressed copies, which are made on first use and together are no longer than the JSON.</summary>
    public int Footprint => json.Length < WorthCompressing ? json.Length : 2 * json.Length;

    /// <summary>The page in the best encoding that the caller accepts.</summary>
    /// <returns>The bytes, and the name of the encoding; null for none.</returns>
    public (byte[] Bytes, string? Encoding) For(HttpRequest request)
    {
        if (json.Length < WorthCompressing)
        {
            return (json, null);
        }

        if (Takes(request, "br"))
        {
            return (brotli.Value, "br");
        }

        return Takes(request, "gzip") ? (gzip.Value, "gzip") : (json, null);
    }

    private static bool Takes(HttpRequest request, string encoding) =>
        request.GetTypedHeaders().AcceptEncoding.Any(accepted =>
            accepted.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && accepted.Quality is null or > 0);

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> compressor)
    {
        var output = new MemoryStream();
        using (var stream = compressor(output))
        {
            stream.Write(bytes);
        }

        return output.ToArray();
    }
}
