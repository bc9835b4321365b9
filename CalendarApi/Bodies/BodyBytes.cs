using System.Buffers;

namespace CalendarApi.Bodies;

internal static class BodyBytes
{
    private const int ChunkSize = 32 * 1024;

    /// <summary>Reads the whole body into memory, unless it is larger than <paramref name="limit"/> bytes.</summary>
    /// <returns>Null when it is too large; then at most one chunk more than the limit was read.</returns>
    public static async Task<ArraySegment<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            // It grows with what arrives: what a header announces takes no memory.
            var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, ChunkSize));
            for (int read; (read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0;)
            {
                if (body.Length + read > limit)
                {
                    return null;
                }

                body.Write(chunk, 0, read);
            }

            return new ArraySegment<byte>(body.GetBuffer(), 0, (int)body.Length);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
