using System.Text.Json;
using System.Text.Unicode;

namespace SignalREmulator.Sending;

/// <summary>
/// A JSON send body: <c>{"target":"reload","arguments":[…]}</c>; names ignore case.
/// The arguments are not deserialized: clients of the JSON protocol get the original bytes.
/// </summary>
internal static class SendBody
{
    /// <summary>The deepest nesting of a body. Clients' default limit is the same.</summary>
    public const int MaxDepth = 64;

    private static readonly byte[] NoArguments = "[]"u8.ToArray();

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <returns>The message, or null and the error in the body.</returns>
    public static OutgoingMessage? Parse(ReadOnlyMemory<byte> body, out string? problem)
    {
        if (body.Span.StartsWith(ByteOrderMark))
        {
            body = body[ByteOrderMark.Length..];
        }

        if (!Utf8.IsValid(body.Span))
        {
            problem = "The body is not valid UTF-8.";
            return null;
        }

        try
        {
            return Parse(new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaxDepth }), body, out problem);
        }
        catch (JsonException exception)
        {
            problem = $"The body is not valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.";
            return null;
        }
    }

    private static OutgoingMessage? Parse(Utf8JsonReader reader, ReadOnlyMemory<byte> body, out string? problem)
    {
        string? target = null;
        ReadOnlyMemory<byte> arguments = NoArguments;
        problem = null;

        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            problem = "The body must be a JSON object.";
        }

        while (problem is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTarget = Is(ref reader, "target");
            var isArguments = Is(ref reader, "arguments");
            reader.Read();
            if (isTarget && reader.TokenType != JsonTokenType.String)
            {
                problem = "'target' must be a string.";
            }
            else if (isTarget && !TryGetString(ref reader, out target))
            {
                problem = "'target' is not valid text.";
            }
            else if (isArguments && reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.Null))
            {
                problem = "'arguments' must be an array.";
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isArguments && reader.TokenType == JsonTokenType.EndArray)
            {
                arguments = body[start..(int)reader.BytesConsumed];
            }
        }

        if (problem is not null)
        {
            return null;
        }

        // Throws if something follows the object.
        reader.Read();
        if (string.IsNullOrEmpty(target))
        {
            problem = "'target' is required and must not be empty.";
            return null;
        }

        return new OutgoingMessage(
            id => JsonFrame.Invocation(target, arguments.Span, id),
            id => MessagePackFrame.Invocation(target, JsonToMessagePack.Convert(arguments), id));
    }

    private static bool Is(ref Utf8JsonReader reader, string name) =>
        TryGetString(ref reader, out var property) && string.Equals(property, name, StringComparison.OrdinalIgnoreCase);

    // An escaped half of a surrogate pair is valid JSON, but not valid text.
    private static bool TryGetString(ref Utf8JsonReader reader, out string? text)
    {
        try
        {
            text = reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }
}
