using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Protocol;
using SignalREmulator.Connections;
using SignalREmulator.Sending;

namespace SignalREmulator.ClientResults;

/// <summary>
/// What <c>:invoke</c> answers: <c>{"result":…}</c>, or <c>{}</c> when the client's method returns nothing.
/// The service's <c>protocol</c> is left out, as it is for the two protocols there are here.
/// </summary>
/// <param name="json">The result as JSON clients wrote it, byte for byte, or as it was turned into JSON; null for none.</param>
internal sealed class ClientResult(ReadOnlyMemory<byte>? json) : IResult
{
    /// <returns>Null when the result has no form in JSON.</returns>
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
