using System.Text.RegularExpressions;

namespace SignalRService;

/// <summary>A hub's name, in lower case as the service keeps it.</summary>
internal readonly partial record struct HubName
{
    private HubName(string value) => Value = value;

    public string Value { get; }

    /// <exception cref="ArgumentException">The name is not a letter and up to 127 letters, digits and <c>_`,.[]</c> after it.</exception>
    public static HubName Parse(string name) => Syntax().IsMatch(name)
        ? new(name.ToLowerInvariant())
        : throw new ArgumentException("A hub's name must be a letter followed by up to 127 letters, digits or characters of _`,.[].", nameof(name));

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_`,.\[\]]{0,127}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Syntax();
}
