using System.Text;

namespace SignalRService;

/// <summary>The query of a versioned call: the api-version, then further values.</summary>
internal static class Query
{
    public static string Of(string key, string? value) =>
        value is null ? HubUrls.Version : $"{HubUrls.Version}&{key}={Uri.EscapeDataString(value)}";

    /// <summary>The key repeated: <c>excluded=a&amp;excluded=b</c>.</summary>
    public static string Excluding(IReadOnlyCollection<string>? excluded, string? reason = null)
    {
        var query = Of("reason", reason);
        if (excluded is null or { Count: 0 })
        {
            return query;
        }

        var text = new StringBuilder(query);
        foreach (var connection in excluded)
        {
            text.Append("&excluded=").Append(Uri.EscapeDataString(connection));
        }

        return text.ToString();
    }
}
