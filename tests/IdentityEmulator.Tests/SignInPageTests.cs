using System.Text.RegularExpressions;

namespace IdentityEmulator.Tests;

public sealed partial class SignInPageTests(SharedEmulator shared) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("identity-emulator-");

    [Fact]
    public async Task Every_sample_user_has_a_button_and_the_page_says_what_it_is()
    {
        var emulator = shared.Emulator;

        var page = await PageAsync(emulator);

        Assert.Equal(
            [
                "adele@contoso.example", "alex@contoso.example", "megan@contoso.example", "lee@contoso.example",
                "diego@fabrikam.example", "isaiah@fabrikam.example", "nestor@fabrikam.example",
                "miriam@northwind.example", "pradeep@northwind.example",
            ],
            UserButton().Matches(page).Select(match => match.Groups["user"].Value));
        Assert.Contains("no password, never for production", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_tenants_own_page_shows_its_users_only()
    {
        var emulator = shared.Emulator;

        var page = await PageAsync(emulator, "fabrikam.example");

        Assert.Equal(["diego@fabrikam.example", "isaiah@fabrikam.example", "nestor@fabrikam.example"], UserButton().Matches(page).Select(match => match.Groups["user"].Value));
    }

    [Fact]
    public async Task The_hinted_user_has_the_focus()
    {
        var emulator = shared.Emulator;

        var page = await PageAsync(emulator, changes: ("login_hint", Sample.Alex));

        Assert.Contains($"data-testid=\"user-{Sample.Alex}\" autofocus", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "autofocus", RegexOptions.NonBacktracking));
    }

    [Fact]
    public async Task What_comes_from_outside_is_encoded()
    {
        var file = Path.Combine(folder.FullName, "directory.json");
        await File.WriteAllTextAsync(file, """
            { "tenants": [ { "id": "dddddddd-4444-4444-8444-444444444444", "name": "<b>Evil</b>", "domain": "evil.example", "users": [
              { "id": "dddddddd-4444-4444-8444-d00000000001", "name": "<script>alert(1)</script>", "userName": "\"onfocus=alert(1)@evil.example" } ] } ] }
            """, TestContext.Current.CancellationToken);
        await using var emulator = await RunningEmulator.StartAsync(settings: ("DirectoryFile", file));

        var page = await PageAsync(emulator, changes: ("state", "\"><script>alert(2)</script>"));

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"onfocus", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_cannot_be_framed_cached_or_given_foreign_content()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        using var response = await browser.AuthorizeAsync();

        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("""{ "tenants": [ """)]
    [InlineData("""{ "tenants": [ { "id": "dddddddd-4444-4444-8444-444444444444", "name": "A", "domain": "common", "users": [] } ] }""")]
    [InlineData("""{ "tenants": [ { "id": "dddddddd-4444-4444-8444-444444444444", "name": "A" } ] }""")]
    [InlineData("""{ "tenants": [ { "id": "dddddddd-4444-4444-8444-444444444444", "name": "A", "domain": "a.example", "users": [], "accessTokenLifetime": "00:00:00" } ] }""")]
    [InlineData("""{ "tenants": [ { "id": "dddddddd-4444-4444-8444-444444444444", "name": "A", "domain": "a.example", "users": [], "accessTokenLifetime": "1.00:00:01" } ] }""")]
    [InlineData("""{ "tenants": [ { "id": "dddddddd-4444-4444-8444-444444444444", "name": "A", "domain": "a.example", "users": [], "accessTokenLifetime": "soon" } ] }""")]
    public async Task A_directory_file_that_makes_no_sense_stops_the_start(string content)
    {
        var file = Path.Combine(folder.FullName, "directory.json");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunningEmulator.StartAsync(settings: ("DirectoryFile", file)));
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static async Task<string> PageAsync(RunningEmulator emulator, string tenant = "organizations", params (string Name, string? Value)[] changes)
    {
        using var browser = new Browser(emulator);
        using var response = await browser.AuthorizeAsync(tenant, changes);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("data-testid=\"user-(?<user>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex UserButton();
}
