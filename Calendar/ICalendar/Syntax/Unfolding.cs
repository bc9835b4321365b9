using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace TeamCalendars.ICalendar.Syntax;

/// <summary>
/// Joins folded lines (RFC 5545 §3.1): a line that begins with a space or a tab goes on with the one before. Octets are joined before they are
/// decoded, because some programs fold in the middle of a character.
/// </summary>
internal static class Unfolding
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    public static IEnumerable<UnfoldedLine> Lines(ReadOnlyMemory<byte> file)
    {
        var joined = new ArrayBufferWriter<byte>();
        var (first, number) = (1, 0);
        for (var at = file.Span.StartsWith(Mark) ? Mark.Length : 0; at < file.Length;)
        {
            number++;
            var length = LengthAt(file.Span[at..], out var next);
            if (length > 0 && file.Span[at] is (byte)' ' or (byte)'\t' && joined.WrittenCount > 0)
            {
                joined.Write(file.Span.Slice(at + 1, length - 1));
                at += next;
                continue;
            }

            if (joined.WrittenCount > 0)
            {
                yield return Decode(joined.WrittenSpan, first);
            }

            joined.ResetWrittenCount();
            joined.Write(file.Span.Slice(at, length));
            first = number;
            at += next;
        }

        if (joined.WrittenCount > 0)
        {
            yield return Decode(joined.WrittenSpan, first);
        }
    }

    /// <param name="rest">What begins with the line.</param>
    /// <param name="next">Where the next line begins.</param>
    private static int LengthAt(ReadOnlySpan<byte> rest, out int next)
    {
        var length = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (length < 0)
        {
            next = rest.Length;
            return rest.Length;
        }

        next = rest[length] == '\r' && length + 1 < rest.Length && rest[length + 1] == '\n' ? length + 2 : length + 1;
        return length;
    }

    /// <summary>UTF-8 (§6). A byte that is not, as old programs write it, is read as Latin-1; the other characters of its line stay as they are.</summary>
    private static UnfoldedLine Decode(ReadOnlySpan<byte> line, int number)
    {
        if (Utf8.IsValid(line))
        {
            return new UnfoldedLine(Encoding.UTF8.GetString(line), number, Repaired: false);
        }

        var text = new StringBuilder(line.Length);
        Span<char> chars = stackalloc char[2];
        while (!line.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf8(line, out var rune, out var consumed) == OperationStatus.Done;
            if (valid)
            {
                text.Append(chars[..rune.EncodeToUtf16(chars)]);
            }
            else
            {
                consumed = 1;
                text.Append((char)line[0]);
            }

            line = line[consumed..];
        }

        return new UnfoldedLine(text.ToString(), number, Repaired: true);
    }
}
