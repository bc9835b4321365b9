namespace Deployment.Tests.Pipelines;

/// <summary>infra/cut-off.sh, with an <c>azd</c> and a <c>gh</c> that keep each setting in a file and record their other calls.</summary>
public sealed class CutOffScriptTests : IDisposable
{
    private const string Blocked = "CALENDAR_BLOCKED_TENANTS";
    private const string First = "aaaaaaaa-1111-4111-8111-111111111111";
    private const string Second = "bbbbbbbb-2222-4222-8222-222222222222";
    private const string Third = "cccccccc-3333-4333-8333-333333333333";

    private readonly ToolFolder tools = new();

    public CutOffScriptTests()
    {
        Directory.CreateDirectory(tools.PathOf("here"));
        Directory.CreateDirectory(tools.PathOf("there"));
        Directory.CreateDirectory(tools.PathOf("deployed"));
        // Like azd: a setting that was never set is an error, which is written to standard output.
        tools.Add("azd", $$"""
            case "$1 $2" in
              "env get-value") cat "{{tools.PathOf("here")}}/$3" 2>/dev/null || { echo "ERROR: key '$3' not found"; exit 1; } ;;
              "env refresh") cp "{{tools.PathOf("deployed")}}"/* "{{tools.PathOf("here")}}" 2>/dev/null ;;
              "provision ") printf 'azd provision\n' >> "{{tools.Noted}}"; [ ! -f "{{tools.PathOf("unprovisioned")}}" ] ;;
              "env set") printf '%s' "$4" > "{{tools.PathOf("here")}}/$3" ;;
              *) printf 'azd %s\n' "$*" >> "{{tools.Noted}}" ;;
            esac
            """);
        tools.Add("gh", $$"""
            case "$1 $2" in
              "variable list") [ ! -f "{{tools.PathOf("unreachable")}}" ] ;;
              "variable get") cat "{{tools.PathOf("there")}}/$3" 2>/dev/null ;;
              "variable set") printf '%s' "$5" > "{{tools.PathOf("there")}}/$3" ;;
              *) printf 'gh %s\n' "$*" >> "{{tools.Noted}}" ;;
            esac
            """);
        Here("AZURE_ENV_NAME", "sample");
    }

    [Fact]
    public async Task Who_was_cut_off_before_stays_so()
    {
        Here(Blocked, First);

        await RunAsync("tenant", Second);
        await RunAsync("tenant", First);

        Assert.Equal($"{First},{Second}", Read("here"));
        Assert.Equal(["azd deploy calendar-api", "azd provision", "azd deploy calendar-api", "azd provision"], File.ReadAllLines(tools.Noted));
    }

    [Fact]
    public async Task The_next_deployment_from_GitHub_lets_nobody_in_again()
    {
        Here(Blocked, First);
        There("AZURE_CLIENT_ID", "00000000-0000-4000-8000-0000000000dd");
        There("AZURE_ENV_NAME", "sample");
        There(Blocked, Third);

        await RunAsync("tenant", Second);

        Assert.Equal($"{First},{Third},{Second}", Read("there"));
        Assert.Equal(Read("there"), Read("here"));
        Assert.Equal(["gh workflow run azure-dev.yml"], File.ReadAllLines(tools.Noted));
    }

    [Fact]
    public async Task Another_environments_variables_are_left_alone()
    {
        There("AZURE_CLIENT_ID", "00000000-0000-4000-8000-0000000000dd");
        There("AZURE_ENV_NAME", "another");
        Here("CALENDAR_BLOCKED_USERS", "none");

        await RunAsync("user", $"{First}:{Second}");

        Assert.False(File.Exists(tools.PathOf("there", "CALENDAR_BLOCKED_USERS")));
        Assert.Equal(["azd deploy calendar-api", "azd provision"], File.ReadAllLines(tools.Noted));
    }

    [Fact]
    public async Task When_GitHub_cannot_be_asked_they_are_cut_off_here_and_it_is_said()
    {
        Here(Blocked, "none");
        await File.WriteAllTextAsync(tools.PathOf("unreachable"), "", TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("tenant", First));

        Assert.Contains("ended with 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"gh variable set {Blocked} --body {First}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(First, Read("here"));
        Assert.Equal(["azd deploy calendar-api", "azd provision"], File.ReadAllLines(tools.Noted));
    }

    [Fact]
    public async Task Another_machine_keeps_whom_the_first_one_blocked()
    {
        Here(Blocked, First);
        await File.WriteAllTextAsync(tools.PathOf("deployed", Blocked), $"{First},{Third}", TestContext.Current.CancellationToken);

        await RunAsync("tenant", Second);

        Assert.Equal($"{First},{Third},{Second}", Read("here"));
    }

    [Fact]
    public async Task A_machine_that_does_not_know_who_is_blocked_deploys_nothing()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("tenant", First));

        Assert.Contains("ended with 4", failure.Message, StringComparison.Ordinal);
        Assert.Contains("azd env refresh", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(tools.PathOf("here", Blocked)));
        Assert.False(File.Exists(tools.Noted));
    }

    [Fact]
    public async Task The_word_for_nobody_goes_when_somebody_is_blocked()
    {
        Here(Blocked, "none");

        await RunAsync("tenant", First);

        Assert.Equal(First, Read("here"));
    }

    [Fact]
    public async Task When_the_list_could_not_be_recorded_it_is_said()
    {
        Here(Blocked, First);
        await File.WriteAllTextAsync(tools.PathOf("unprovisioned"), "", TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("tenant", Second));

        Assert.Contains("ended with 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("run 'azd provision' until it succeeds", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tenant", "contoso.example")]
    [InlineData("user", First)]
    [InlineData("somebody", First)]
    public async Task What_would_cut_nobody_off_changes_nothing(string who, string id)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(who, id));

        Assert.False(File.Exists(tools.PathOf("here", Blocked)));
        Assert.False(File.Exists(tools.Noted));
    }

    public void Dispose() => tools.Dispose();

    private void Here(string name, string value) => File.WriteAllText(tools.PathOf("here", name), value);

    private void There(string name, string value) => File.WriteAllText(tools.PathOf("there", name), value);

    private string Read(string where) => File.ReadAllText(tools.PathOf(where, Blocked));

    private Task<string> RunAsync(string who, string id) => tools.RunAsync(RepositoryFolder.PathOf("infra", "cut-off.sh"), [who, id], []);
}
