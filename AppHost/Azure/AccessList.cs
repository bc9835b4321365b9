namespace AppHost;

/// <summary>
/// A list that decides who may use the system, as text with commas. It has no default, because a default would let somebody in, or let in again who was blocked.
/// A word stands for the empty list. <c>infra/settings.bicep</c> has the same rules.
/// </summary>
internal static class AccessList
{
    /// <returns>The items for the program's setting, empty for the word; null if the text has neither.</returns>
    public static string? Items(string? text, string word)
    {
        var items = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return items is [var single] && single == word ? ""
            : items.Where(item => item != word).ToArray() is { Length: > 0 } named ? string.Join(',', named)
            : null;
    }
}
