using System.Buffers;

namespace CalendarApi.Bodies;

/// <summary>Reads the body of a request into memory, which grows with what arrives: what a header announces takes none.</summary>
internal static class BodyBytes
{
    /// <param name="request">Whose body it is.</param>
    /// <param name="into">Gets the bytes.</param>
    /// <param name="limit">How many there may be.</param>
    /// <param name="hasRoom">Whether there is room for so many bytes more; null if there always is.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<BodyEnd> ReadAsync(HttpRequest request, IBufferWriter<byte> into, long limit, Func<int, bool>? hasRoom, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return BodyEnd.TooLarge;
        }

        try
        {
            long length = 0;
            for (int read; (read = await request.Body.ReadAsync(into.GetMemory(1), cancellationToken)) > 0;)
            {
                if ((length += read) > limit)
                {
                    return BodyEnd.TooLarge;
                }

                if (hasRoom?.Invoke(read) == false)
                {
                    return BodyEnd.NoRoom;
                }

                into.Advance(read);
            }

            return BodyEnd.Whole;
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return BodyEnd.TooLarge;
        }
    }
}
