using System.IO.Compression;

namespace Bench.Load;

/// <summary>GETs that count the bytes of the body as sent over the wire, compressed as for a browser.</summary>
internal sealed class CountedReading(ApiUsers users, int user)
{
    private long bytes;
    private int requests;

    public long Bytes => Interlocked.Read(ref bytes);

    public int Requests => Volatile.Read(ref requests);

    /// <returns>The decompressed body.</returns>
    public async Task<byte[]> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = await users.RequestAsync(user, HttpMethod.Get, path, cancellationToken);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        using var response = await users.Http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        Interlocked.Increment(ref requests);
        Interlocked.Add(ref bytes, body.Length);
        if (!response.Content.Headers.ContentEncoding.Contains("br"))
        {
            return body;
        }

        await using var unpacking = new BrotliStream(new MemoryStream(body), CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        await unpacking.CopyToAsync(unpacked, cancellationToken);
        return unpacked.ToArray();
    }
}
