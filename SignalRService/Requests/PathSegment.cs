using System.Buffers;
using System.Text;

namespace SignalRService;

/// <summary>A name as one segment of a path (RFC 3986 §3.3).</summary>
internal static class PathSegment
{
    /// <summary>The longest group name the service takes, in characters; the same is asked of users and connections.</summary>
    public const int MaxLength = 1024;

    /// <exception cref="ArgumentException">The name cannot be carried: see the message.</exception>
    public static string Encode(string name, string what)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, what);
        if (name.Length > MaxLength)
        {
            throw new ArgumentException($"A {what}'s name has at most {MaxLength} characters.", what);
        }

        // RFC 3986 §5.2.4: such a segment climbs the path, percent-encoded too.
        if (name is "." or "..")
        {
            throw new ArgumentException($"A {what} cannot be named '.' or '..': the path would be another.", what);
        }

        // Half a surrogate pair would be encoded as U+FFFD, and two names become one.
        if (!IsWellFormed(name))
        {
            throw new ArgumentException($"A {what}'s name must be well-formed Unicode.", what);
        }

        return Uri.EscapeDataString(name);
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }
}
