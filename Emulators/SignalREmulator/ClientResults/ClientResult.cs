using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Protocol;
using SignalREmulator.Connections;
using SignalREmulator.Sending;

namespace SignalREmulator.ClientResults;

/// <summary>
/// The answer to <c>:invoke</c>: <c>{"result":…}</c>, or <c>{}</c> if the client's method returns nothing.
/// The service's <c>protocol</c> is left out, as the service does for the two protocols that exist here.
/// </summary>
/// <param name="json">The result as a JSON client wrote it, byte for byte, or converted to JSON; null for none.</param>
internal sealed class ClientResult(ReadOnlyMemory<byte>? json) : IResult
{
    /// <returns>Null if the result cannot be represented in JSON.</returns>
    public static ClientResult? From(CompletionMessage completion, ClientProtocol protocol)
    {
        if (!completion.HasResult || completion.Result is not RawResult raw)
        {
            return new ClientResult(json: null);
        }

        if (protocol == ClientProtocol.Json)
        {
            return new ClientResult(raw.RawSerializedData.ToArray());
        }

        try
        {
            return new ClientResult(MessagePackToJson.Convert(raw.RawSerializedData));
        }
        catch (Exception exception) when (MessagePackShape.IsMalformed(exception))
        {
            return null;
        }
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter);
        writer.WriteStartObject();
        if (json is { } result)
        {
            writer.WritePropertyName("result"u8);
            writer.WriteRawValue(result.Span, skipInputValidation: true);
        }

        writer.WriteEndObject();
        await writer.FlushAsync(httpContext.RequestAborted);
    }
}
