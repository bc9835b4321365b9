using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using SignalREmulator.Groups;
using SignalREmulator.Sending;

namespace SignalREmulator.Commands;

/// <summary>
/// The body of <c>:execute</c>: an array of <c>{"type":"SendMessage","message":{"target","arguments"}}</c>, <c>{"type":"JoinGroup","group"}</c>,
/// <c>{"type":"LeaveGroup","group"}</c> and <c>{"type":"CloseConnection","reason"?}</c>. If one command is invalid, none is executed.
/// </summary>
internal static class CommandBody
{
    // A message within a command within the array may be nested as deeply as a message alone.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = SendBody.MaxDepth + 2 };

    /// <returns>The commands, or null and which command is invalid and why.</returns>
    public static CommandBatch? Parse(ReadOnlyMemory<byte> body, out string? problem)
    {
        if (!Utf8.IsValid(body.Span))
        {
            problem = "The body is not valid UTF-8.";
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return Parse(document.RootElement, out problem);
        }
        catch (JsonException exception)
        {
            problem = $"The body is not valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.";
            return null;
        }
    }

    private static CommandBatch? Parse(JsonElement root, out string? problem)
    {
        problem = "The body must be a JSON array of commands.";
        if (root.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var changes = new List<GroupChange>();
        var messages = new List<OutgoingMessage>();
        string? reason = null;
        var closes = false;
        foreach (var (index, element) in root.EnumerateArray().Index())
        {
            var command = Command.Of(element);
            problem = command?.Type switch
            {
                "SendMessage" => ReadMessage(command, closes ? [] : messages),
                "JoinGroup" => ReadGroup(command, joins: true, closes ? [] : changes),
                "LeaveGroup" => ReadGroup(command, joins: false, closes ? [] : changes),
                "CloseConnection" => ReadClose(command, closes, ref reason),
                _ => "its 'type' is none of SendMessage, JoinGroup, LeaveGroup and CloseConnection.",
            };
            if (problem is not null)
            {
                problem = $"Command {index}: {problem}";
                return null;
            }

            closes |= command?.Type == "CloseConnection";
        }

        problem = null;
        return new CommandBatch(changes, messages, closes, reason);
    }

    private static string? ReadMessage(Command command, List<OutgoingMessage> messages)
    {
        if (command.Message is not { } message)
        {
            return "'message' is required.";
        }

        // A copy, because the document's memory is released before the message is sent.
        if (SendBody.Parse(JsonMarshal.GetRawUtf8Value(message).ToArray(), out var problem) is not { } parsed)
        {
            return $"its message is not one. {problem}";
        }

        messages.Add(parsed);
        return null;
    }

    private static string? ReadGroup(Command command, bool joins, List<GroupChange> changes)
    {
        if (command.Group is not { ValueKind: JsonValueKind.String } group || !GroupName.IsValid(JsonText.Of(group)))
        {
            return $"'group' is required. {GroupName.Rule}";
        }

        changes.Add(new GroupChange(JsonText.Of(group), joins));
        return null;
    }

    private static string? ReadClose(Command command, bool closes, ref string? reason)
    {
        if (command.Reason is { ValueKind: not (JsonValueKind.String or JsonValueKind.Null) })
        {
            return "'reason' must be a string.";
        }

        if (!closes && command.Reason is { ValueKind: JsonValueKind.String } given)
        {
            reason = JsonText.Of(given);
        }

        return null;
    }

    /// <summary>The members of a command; names ignore case, as in a message.</summary>
    private sealed class Command
    {
        public string? Type { get; private set; }

        public JsonElement? Message { get; private set; }

        public JsonElement? Group { get; private set; }

        public JsonElement? Reason { get; private set; }

        public static Command? Of(JsonElement element)
        {
            if (element.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var command = new Command();
            foreach (var property in element.EnumerateObject())
            {
                switch (JsonText.NameOf(property).ToUpperInvariant())
                {
                    case "TYPE" when property.Value.ValueKind == JsonValueKind.String:
                        command.Type = JsonText.Of(property.Value);
                        break;
                    case "MESSAGE":
                        command.Message = property.Value;
                        break;
                    case "GROUP":
                        command.Group = property.Value;
                        break;
                    case "REASON":
                        command.Reason = property.Value;
                        break;
                }
            }

            return command;
        }
    }
}
