using System.Text.RegularExpressions;

namespace SignalREmulator.Hubs;

/// <summary>
/// A hub's name in the service's form: lower case, and prefixed with the application if there is one
/// (<c>{application}_{hub}</c>), so that several applications can share one instance.
/// </summary>
internal readonly partial record struct HubName
{
    private HubName(string value) => Value = value;

    public string Value { get; }

    /// <summary>Null if either name is invalid. A name is a letter, then up to 127 of <c>A-Z a-z 0-9 _ ` , . [ ]</c>.</summary>
    public static HubName? From(string? hub, string? application = null)
    {
        if (hub is null || !Rule().IsMatch(hub))
        {
            return null;
        }

        if (string.IsNullOrEmpty(application))
        {
            return new HubName(hub.ToLowerInvariant());
        }

        return Rule().IsMatch(application) ? new HubName($"{application}_{hub}".ToLowerInvariant()) : null;
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_`,.\[\]]{0,127}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rule();
}
