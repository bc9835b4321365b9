using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SignalREmulator.Sending;

namespace SignalREmulator.DataPlane;

/// <summary>Reads the body of a call. It counts the bytes, because the SDK streams its bodies without a length.</summary>
internal static class RequestBody
{
    /// <summary>The service's limit for a REST body, in bytes. The status beyond it is not documented; 413 is this emulator's choice.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly BodyReaders<OutgoingMessage> Messages = new(SendBody.Parse, MessagePackBody.Parse, MessagePackBody.ParseFramed);

    public static ValueTask<(OutgoingMessage? Message, DataPlaneError? Error)> ReadMessageAsync(HttpRequest request, CancellationToken cancellation) =>
        ReadAsync(request, Messages, cancellation);

    public static async ValueTask<(T? Content, DataPlaneError? Error)> ReadAsync<T>(HttpRequest request, BodyReaders<T> readers, CancellationToken cancellation)
        where T : class
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || readers.For(type) is not { } read)
        {
            return (null, new DataPlaneError(
                StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", $"The body of this call is {readers.Accepted}.", "Content-Type"));
        }

        // Kestrel's own limit would end the request with a bare 413.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        if (request.ContentLength > MaxBytes || await ReadAsync(request.BodyReader, cancellation) is not { } body)
        {
            return (null, new DataPlaneError(StatusCodes.Status413PayloadTooLarge, "PayloadTooLarge", $"The body is larger than {MaxBytes} bytes."));
        }

        var content = read(body, out var problem);
        return content is null ? (null, DataPlaneError.Invalid("payload", problem!)) : (content, null);
    }

    private static async ValueTask<byte[]?> ReadAsync(PipeReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.Buffer.Length > MaxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
