using System.Buffers;

namespace TeamCalendars.Calendars;

internal static class IdSyntax
{
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static bool IsValid(string? text) => text is { Length: > 0 and <= MaxLength } && text.AsSpan().IndexOfAnyExcept(Allowed) < 0;
}
