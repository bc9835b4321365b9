using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;

namespace CalendarStore.Transfer;

/// <summary>Reads a tenant's file line by line and refuses what is not as <see cref="TransferLine"/> says: shape, order, rules, completeness, digest.</summary>
internal sealed class TransferReader(Stream source, EntityKinds kinds) : IDisposable
{
    private int number;
    private bool begun;
    private bool ended;
    private EntityKey? parent;
    private EntityKey? child;

    /// <summary>How many events name somebody by a text, as those of an older version do.</summary>
    public int EventsWithTexts { get; private set; }

    /// <summary>Of the items so far.</summary>
    public ContentDigest Digest { get; } = new(kinds);

    /// <exception cref="InvalidDataException">Says the line and what is wrong with it. What came before may have been yielded already.</exception>
    public async IAsyncEnumerable<(EntityKey Key, EntityContent Content)> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(source, Encoding.UTF8, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellationToken) is { } text)
        {
            number++;
            if (Parse(text) is var (key, content))
            {
                Digest.Add(key, content);
                EventsWithTexts += content is EventContent item && AssigneeMatching.IsNeeded(item) ? 1 : 0;
                yield return (key, content);
            }
        }

        if (!ended)
        {
            throw new InvalidDataException("The file has no end: it is only part of one.");
        }
    }

    public void Dispose() => Digest.Dispose();

    /// <returns>Null for the first and the last line.</returns>
    private (EntityKey Key, EntityContent Content)? Parse(string text)
    {
        try
        {
            using var line = JsonDocument.Parse(text);
            return Parse(line.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Refusal(exception.Message, exception);
        }
    }

    private (EntityKey Key, EntityContent Content)? Parse(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            throw Refusal("Must be an object.");
        }

        var kind = Text(line, "kind");
        if (begun == (kind == "tenant"))
        {
            throw Refusal("The tenant comes first, and once.");
        }

        if (ended)
        {
            throw Refusal("Nothing comes after the end.");
        }

        switch (kind)
        {
            case "tenant":
                begun = true;
                var format = line.TryGetProperty("format", out var known) ? known.GetInt32() : 0;
                return format == TransferLine.CurrentFormat ? null
                    : throw Refusal($"The format is {format}, this program knows {TransferLine.CurrentFormat}: it was written by a newer version. Update this one.");
            case "end":
                ended = true;
                return Digest.IsToldBy(line) ? null
                    : throw Refusal($"The end says {line.GetRawText()}; the file has {Digest.Items} with {Digest.Digest}.");
            default:
                return Item(line, kinds.Find(kind) ?? throw Refusal("Is none of this format."));
        }
    }

    private (EntityKey Key, EntityContent Content) Item(JsonElement line, EntityKind kind)
    {
        if (!TransferLine.HasOnly(line, kind.Parent?.Name ?? kind.Name, kind.Name, "content", "by", "at"))
        {
            throw Refusal("Has an unknown member.");
        }

        var key = new EntityKey(kind, kind.Parent is null ? "" : Text(line, kind.Parent.Name), Text(line, kind.Name));
        if (!IdSyntax.IsValid(key.Id))
        {
            throw Refusal($"{kind.Name}: Is not an id.");
        }

        if (key.ParentKey is null)
        {
            CheckOrder(parent, key);
            (parent, child) = (key, null);
        }
        else if (key.ParentKey == parent)
        {
            CheckOrder(child, key);
            child = key;
        }
        else
        {
            throw Refusal($"{kind.Name}: Comes after its {kind.Parent!.Name}.");
        }

        var content = Content(line, kind);
        return kind.Check(content) is [var first, ..] ? throw Refusal($"{first.Field}: {first.Reason}") : (key, content);
    }

    private EntityContent Content(JsonElement line, EntityKind kind)
    {
        try
        {
            return line.TryGetProperty("content", out var content) ? kind.Read(content.GetRawText(), strict: true) : throw Refusal("content: Is missing.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw Refusal($"content: {exception.Message}", exception);
        }
    }

    private void CheckOrder(EntityKey? before, EntityKey key)
    {
        if (before is { } last && (last.Kind == key.Kind ? string.CompareOrdinal(last.Id, key.Id) >= 0 : kinds.Kinds.IndexOf(last.Kind) > kinds.Kinds.IndexOf(key.Kind)))
        {
            throw Refusal($"{key.Kind.Name}: Items of a kind come together and in the order of id, each once.");
        }
    }

    private string Text(JsonElement line, string member) =>
        line.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Refusal($"{member}: Must be a text.");

    private InvalidDataException Refusal(string reason, Exception? exception = null) => new($"Line {number}: {reason}", exception);
}
