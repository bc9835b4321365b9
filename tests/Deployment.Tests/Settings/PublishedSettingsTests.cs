using System.Text.RegularExpressions;
using Deployment.Tests.Templates;

namespace Deployment.Tests.Settings;

/// <summary>The published AppHost sets for each program the same settings as <c>infra/</c>, with the names that the programs read.</summary>
public sealed partial class PublishedSettingsTests(Forecast forecast)
{
    /// <summary>Aspire itself sets these when a program references a resource, has an identity or is published as a project.</summary>
    private static readonly string[] OfAspire = ["ConnectionStrings__calendar", "ConnectionStrings__signalr", "AZURE_CLIENT_ID", "ASPNETCORE_FORWARDEDHEADERS_ENABLED"];

    private static readonly string Programs = File.ReadAllText(RepositoryFolder.PathOf("AppHost", "Azure", "ContainerApps.cs"));

    private static readonly HashSet<string> Set =
    [
        .. Variable().Matches(Programs).Select(match => match.Groups["name"].Value),
        .. Variable().Matches(Published(File.ReadAllText(RepositoryFolder.PathOf("AppHost", "AppHost.cs")))).Select(match => match.Groups["name"].Value),
    ];

    [Theory]
    [InlineData("calendar-api")]
    [InlineData("notification-service")]
    public void What_infra_sets_is_set(string program)
    {
        // A list is one text in one of them, and keys with numbers in the other.
        var missing = Forecast.Environment(forecast.Of(program)).Keys
            .Where(name => !Set.Contains(name) && !Set.Contains(Number().Replace(name, "")))
            .Except(OfAspire, StringComparer.Ordinal);

        Assert.Empty(missing);
    }

    [Fact]
    public void What_is_set_is_read()
    {
        Assert.Contains("Tenants__Allowed", Set);
        Assert.All(Set, name => Assert.True(SettingsTests.IsRead("calendar-api", name) || SettingsTests.IsRead("notification-service", name), name));
    }

    /// <summary>The part of AppHost.cs that applies to publishing only.</summary>
    private static string Published(string page) => page[page.IndexOf("\nelse\n", StringComparison.Ordinal)..];

    [GeneratedRegex("""(WithEnvironment\(|Name = )"(?<name>\w+__\w+|OTEL_\w+)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex(@"__\d+$", RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
