namespace SignalREmulator.DataPlane;

/// <summary>The versions of the dated addresses. They are dates, so they can be compared as text.</summary>
internal static class ApiVersion
{
    public const string Latest = "2024-12-01";

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "2022-06-01", "2022-11-01", "2023-07-01", Latest };

    public static string? Of(HttpRequest request) => request.Query["api-version"] is [{ } version] && Known.Contains(version) ? version : null;

    public static string List => string.Join(", ", Known.Order(StringComparer.Ordinal));
}
