using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AppHost;

namespace Deployment.Tests.Templates;

/// <summary>
/// The parts of <c>infra/</c> that the published AppHost uses. Publishing itself needs packages that may be missing. These tests need none: they compare the AppHost's source with the templates.
/// </summary>
public sealed partial class PublishedAppHostTests
{
    private static readonly string Source = string.Concat(Directory.EnumerateFiles(RepositoryFolder.PathOf("AppHost", "Azure"), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    public static TheoryData<string> Shared => [.. Template().Matches(Source).Select(match => match.Groups["path"].Value)];

    [Fact]
    public void It_shares_the_data_the_roles_and_the_alerts() =>
        Assert.Equal(["alerts.bicep", "cosmos-data.bicep", "signalr-roles.bicep"], Shared.Select(row => Path.GetFileName((string)row.Data)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Shared))]
    public async Task A_shared_template_compiles_alone_and_is_given_the_texts_that_it_asks_for(string path)
    {
        var alone = Directory.CreateTempSubdirectory("calendar-published-");
        try
        {
            // Aspire copies the one file.
            var copy = Path.Combine(alone.FullName, Path.GetFileName(path));
            File.Copy(Path.Combine(RepositoryFolder.PathOf("AppHost"), path), copy);
            var compiled = JsonNode.Parse(await Shell.RunAsync(BicepProgram.Path, ["build", copy, "--stdout"], RepositoryFolder.Root, TestContext.Current.CancellationToken))!;

            // Aspire's generator passes the location to every module, and only strings besides.
            var asked = compiled["parameters"]!.AsObject();
            string[] given = ["location", .. Given(path)];
            Assert.All(given, name => Assert.Equal("string", (string?)asked[name]?["type"]));
            Assert.Empty(asked.Where(parameter => parameter.Value!["defaultValue"] is null).Select(parameter => parameter.Key).Except(given, StringComparer.Ordinal));
        }
        finally
        {
            alone.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("*", "any")]
    [InlineData(" aaaaaaaa , bbbbbbbb,", "aaaaaaaa,bbbbbbbb")]
    [InlineData("*,aaaaaaaa", "aaaaaaaa")]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(" , ", null)]
    [InlineData("none", "none")]
    public void Nobody_and_everybody_are_published_only_when_a_word_asks_for_them(string? text, string? published) =>
        Assert.Equal(published, AccessList.Items(text, "*", meaning: "any"));

    /// <summary>The API does not start with an empty list of tenants.</summary>
    [Fact]
    public void Any_tenant_is_published_as_the_word_that_the_API_reads() => Assert.Contains("or * for any tenant\", published: \"*\")", Source, StringComparison.Ordinal);

    [Theory]
    [InlineData("tenants", "*")]
    [InlineData("blocked-tenants", "none")]
    [InlineData("blocked-users", "none")]
    public void Who_may_use_the_system_has_no_default_and_the_words_of_infra(string parameter, string word)
    {
        Assert.Contains($"= Required(\"{parameter}\", \"{word}\", ", Source, StringComparison.Ordinal);
        var setting = $"CALENDAR_{parameter.Replace('-', '_').ToUpperInvariant()}";
        Assert.Matches($"'{setting}', value: \\w+, word: '{Regex.Escape(word)}'", File.ReadAllText(RepositoryFolder.PathOf("infra", "settings.bicep")));
    }

    /// <summary>The parameters that follow a template's name in the source.</summary>
    private static IEnumerable<string> Given(string path)
    {
        var call = Source[Source.IndexOf(path, StringComparison.Ordinal)..];
        return Parameter().Matches(call[..call.IndexOf(';', StringComparison.Ordinal)]).Select(match => match.Groups["name"].Value);
    }

    [GeneratedRegex("""AddBicepTemplate\("[^"]+", "(?<path>[^"]+)"\)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Template();

    [GeneratedRegex("""WithParameter\("(?<name>[^"]+)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
