namespace LocalHosting.Processes;

/// <summary>Decides which of the AppHost's own variables its children must not see.</summary>
internal static class InheritedEnvironment
{
    private static readonly string[] Names = ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_URLS", "DOTNET_LAUNCH_PROFILE", "URLS", "PORT"];

    // Set for the AppHost by its launch profile, or by the test runner for the test process.
    private static readonly string[] Prefixes = ["ASPIRE_", "DASHBOARD__", "OTEL_", "TESTINGPLATFORM_", "MSBUILD", OrphanGuard.MarkPrefix];

    public static bool Hides(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
