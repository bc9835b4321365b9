using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SignalREmulator.Sending;

namespace SignalREmulator.DataPlane;

/// <summary>Reads the body of a send, whatever it is written in. Counted, not announced: the SDK streams its bodies without a length.</summary>
internal static class RequestBody
{
    /// <summary>The service's limit for a REST body, in bytes. Which status it answers beyond it is not documented; 413 is this emulator's choice.</summary>
    public const int MaxBytes = 1024 * 1024;

    public static async ValueTask<(OutgoingMessage? Message, DataPlaneError? Error)> ReadMessageAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || Reader(type) is not { } parse)
        {
            return (null, new DataPlaneError(
                StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "A send is application/json in UTF-8, application/x-msgpack or application/octet-stream.", "Content-Type"));
        }

        // Kestrel's own limit would end the request with a bare 413.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        if (request.ContentLength > MaxBytes || await ReadAsync(request.BodyReader, cancellation) is not { } body)
            return (null, new DataPlaneError(StatusCodes.Status413PayloadTooLarge, "PayloadTooLarge", $"The body is larger than {MaxBytes} bytes."));

        var message = parse(body, out var problem);
        return message is null ? (null, DataPlaneError.Invalid("payload", problem!)) : (message, null);
    }

    private static Parse? Reader(MediaTypeHeaderValue type) => type.MediaType.Value switch
    {
        var name when Same(name, "application/json") => type.Charset.Value?.Trim('"') is not { Length: > 0 } charset || Same(charset, "utf-8") ? SendBody.Parse : null,
        var name when Same(name, "application/x-msgpack") => MessagePackBody.Parse,
        var name when Same(name, "application/octet-stream") => MessagePackBody.ParseFramed,
        _ => null,
    };

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

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

    private delegate OutgoingMessage? Parse(ReadOnlyMemory<byte> body, out string? problem);
}
