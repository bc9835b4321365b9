using System.Globalization;
using System.Text.RegularExpressions;

namespace SignalRService;

/// <summary>
/// <c>Key=Value;Key=Value;</c>: split at ';', then at the first '='. Keys ignore case and may occur once; unknown keys are ignored; there must be at least two pairs.
/// Messages name keys and never values, so that no secret gets into a log.
/// </summary>
internal static partial class ConnectionStringParser
{
    public static SignalRConnectionString Parse(string? text)
    {
        var pairs = Pairs(text);
        CheckVersion(pairs);
        var authentication = AuthenticationParser.Parse(pairs);

        var endpoint = Endpoint(pairs, "Endpoint") ?? throw new FormatException("The connection string has no Endpoint.");
        endpoint = WithPort(endpoint, pairs);
        var serverEndpoint = Endpoint(pairs, "ServerEndpoint") ?? endpoint;
        if (authentication is not ServiceAuthentication.AccessKey && serverEndpoint.Scheme == Uri.UriSchemeHttp && !serverEndpoint.IsLoopback)
        {
            throw new FormatException("With a Microsoft Entra AuthType the endpoint must be https, or on this machine: a bearer token must not be sent unencrypted.");
        }

        return new(endpoint, Endpoint(pairs, "ClientEndpoint") ?? endpoint, serverEndpoint, authentication);
    }

    private static Dictionary<string, string> Pairs(string? text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var position = 0;
        foreach (var part in (text ?? "").Split(';'))
        {
            if (string.IsNullOrWhiteSpace(part))
            {
                continue;
            }

            position++;
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                throw new FormatException($"Part {position} of the connection string is not Key=Value.");
            }

            var key = part[..equals].Trim();
            if (key.Length == 0)
            {
                throw new FormatException($"Part {position} of the connection string has no key.");
            }

            if (!pairs.TryAdd(key, part[(equals + 1)..].Trim()))
            {
                throw new FormatException($"Part {position} of the connection string repeats a key.");
            }
        }

        return pairs.Count >= 2 ? pairs : throw new FormatException("The connection string needs at least an Endpoint and an AccessKey or AuthType.");
    }

    private static void CheckVersion(Dictionary<string, string> pairs)
    {
        if (pairs.TryGetValue("Version", out var version) && !SupportedVersion().IsMatch(version))
        {
            throw new FormatException("The connection string's Version is not 1.x.");
        }
    }

    private static Uri? Endpoint(Dictionary<string, string> pairs, string key)
    {
        if (!pairs.TryGetValue(key, out var value))
        {
            return null;
        }

        if (!Uri.TryCreate(value.TrimEnd('/'), UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
        {
            throw new FormatException($"The connection string's {key} is not an http or https address.");
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new FormatException($"The connection string's {key} must have no user, query or fragment.");
        }

        return uri;
    }

    private static Uri WithPort(Uri endpoint, Dictionary<string, string> pairs)
    {
        if (!pairs.TryGetValue("Port", out var text))
        {
            return endpoint;
        }

        if (!ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
        {
            throw new FormatException("The connection string's Port is not a number from 1 to 65535.");
        }

        return new UriBuilder(endpoint) { Port = port }.Uri;
    }

    [GeneratedRegex(@"^1\.[0-9]+[\w.-]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SupportedVersion();
}
