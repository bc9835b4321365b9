namespace CalendarStore;

internal static class IdSyntax
{
    public const int MaxLength = 64;

    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaxLength } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
