namespace AppHost;

/// <summary>
/// A list that decides who may use the system, as text with commas. It has no default, because a default would let somebody in, or let in again who was blocked.
/// A word stands for nobody or everybody. <c>infra/settings.bicep</c> has the same rules.
/// </summary>
internal static class AccessList
{
    /// <param name="meaning">What the program's setting must be for the word.</param>
    /// <returns>The items for the program's setting; null if the text has neither items nor the word.</returns>
    public static string? Items(string? text, string word, string meaning)
    {
        var items = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return items is [var single] && single == word ? meaning
            : items.Where(item => item != word).ToArray() is { Length: > 0 } named ? string.Join(',', named)
            : null;
    }
}
