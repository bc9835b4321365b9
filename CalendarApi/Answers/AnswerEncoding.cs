using System.IO.Compression;

namespace CalendarApi.Answers;

/// <summary>The encodings of a long answer that is written before it is sent. Those of all others are chosen by the framework.</summary>
internal static class AnswerEncoding
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    /// <summary>Shorter answers are not compressed, in bytes.</summary>
    public const int WorthCompressing = 1024;

    /// <returns>The best encoding that the caller accepts; null for none.</returns>
    public static string? Of(HttpRequest request) => Takes(request, Brotli) ? Brotli : Takes(request, Gzip) ? Gzip : null;

    public static Stream Compress(Stream output, string encoding, CompressionLevel level = CompressionLevel.Fastest) => encoding is Brotli
        ? new BrotliStream(output, level, leaveOpen: true)
        : new GZipStream(output, level, leaveOpen: true);

    /// <summary>Sets the headers of an answer whose encoding the request decided.</summary>
    public static void SetHeaders(HttpResponse response, string? encoding)
    {
        response.Headers.Append("Vary", "Accept-Encoding");
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }
    }

    private static bool Takes(HttpRequest request, string encoding) =>
        request.GetTypedHeaders().AcceptEncoding.Any(accepted =>
            accepted.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && accepted.Quality is null or > 0);
}
