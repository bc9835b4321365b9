using System.Buffers;
using System.Text;

namespace SignalRService;

/// <summary>A name as one segment of a path (RFC 3986 §3.3).</summary>
internal static class PathSegment
{
    /// <summary>The longest group name that the service accepts, in characters. Users and connections have the same limit here.</summary>
    public const int MaxLength = 1024;

    /// <exception cref="ArgumentException">The name cannot be a path segment; the message says why.</exception>
    public static string Encode(string name, string what)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, what);
        if (name.Length > MaxLength)
        {
            throw new ArgumentException($"A {what}'s name must have at most {MaxLength} characters.", what);
        }

        // RFC 3986 §5.2.4: dot segments change the path, even percent-encoded.
        if (name is "." or "..")
        {
            throw new ArgumentException($"A {what} cannot be named '.' or '..': that would change the path.", what);
        }

        // Half a surrogate pair would be encoded as U+FFFD, so two different names would become equal.
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
