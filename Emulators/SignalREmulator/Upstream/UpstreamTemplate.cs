using System.Collections.Frozen;
using System.Text.RegularExpressions;
using ServiceDefaults.Http;
using SignalREmulator.Hubs;

namespace SignalREmulator.Upstream;

/// <summary>A validated template.</summary>
internal sealed partial class UpstreamTemplate
{
    private const string Any = "*";

    private readonly string address;
    private readonly FrozenSet<string> hubs;
    private readonly FrozenSet<string> categories;
    private readonly FrozenSet<string> events;

    private UpstreamTemplate(UpstreamTemplateSettings settings)
    {
        address = settings.UrlTemplate;
        // Hubs are kept in lower case, whatever the template says; events are the client's own names.
        hubs = Names(settings.HubPattern, StringComparer.OrdinalIgnoreCase);
        categories = Names(settings.CategoryPattern, StringComparer.Ordinal);
        events = Names(settings.EventPattern, StringComparer.Ordinal);
    }

    /// <returns>The error in the settings, or null and the template.</returns>
    public static string? TryCreate(UpstreamTemplateSettings settings, bool allowRemote, out UpstreamTemplate? template)
    {
        template = null;
        if (settings.UrlTemplate.StartsWith("{@", StringComparison.Ordinal))
        {
            return "UrlTemplate is a Key Vault reference, and there is no Key Vault here";
        }

        if (Placeholder().Matches(settings.UrlTemplate).FirstOrDefault(match => match.Value is not ("{hub}" or "{category}" or "{event}")) is { } unknown)
        {
            return $"UrlTemplate has the unknown placeholder {unknown.Value}";
        }

        if (!Uri.TryCreate(settings.UrlTemplate, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            return "UrlTemplate is not an absolute http(s) address";
        }

        if (!allowRemote && !Loopback.IsHost(address.Host))
        {
            return "UrlTemplate is not on this machine, which SignalREmulator:Upstream:AllowRemote=true would allow";
        }

        if (new[] { settings.HubPattern, settings.CategoryPattern, settings.EventPattern }.Any(string.IsNullOrWhiteSpace))
        {
            return "a pattern is empty: it is *, a name, or names with commas between them";
        }

        if (settings.Auth.Type != UpstreamAuthSettings.None)
        {
            return $"Auth.Type '{settings.Auth.Type}' is not there: the emulator has no managed identity, only None";
        }

        template = new UpstreamTemplate(settings);
        return null;
    }

    public bool Matches(HubName hub, string category, string name) => Has(hubs, hub.Value) && Has(categories, category) && Has(events, name);

    /// <param name="name">The event, which the client chooses. Escaping keeps it within its segment, except for two names.</param>
    /// <returns>Null for an event whose name would be a dot segment in the path.</returns>
    public Uri? Address(HubName hub, string category, string name)
    {
        if (name is "." or ".." && address.Contains("{event}", StringComparison.Ordinal))
        {
            return null;
        }

        var filled = Placeholder().Replace(address, match => Uri.EscapeDataString(match.Value switch
        {
            "{hub}" => hub.Value,
            "{category}" => category,
            _ => name,
        }));
        return Uri.TryCreate(filled, UriKind.Absolute, out var result) ? result : null;
    }

    private static FrozenSet<string> Names(string pattern, StringComparer comparer) =>
        pattern.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(comparer);

    private static bool Has(FrozenSet<string> names, string name) => names.Contains(name) || names.Contains(Any);

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();
}
