using Microsoft.Extensions.Options;
using SignalREmulator.Hubs;
using SignalREmulator.Upstream;

namespace SignalREmulator.Tests.Upstream;

/// <summary>Which template matches an event, the address that it gives, and which templates are refused.</summary>
public sealed class TemplateTests
{
    [Theory]
    [InlineData("*", "*", "*", true)]
    [InlineData("chat", "messages", "say", true)]
    [InlineData("Chat", "*", "*", true)]
    [InlineData("other, chat", "connections,messages", "shout , say", true)]
    [InlineData("other,*", "*", "*", true)]
    [InlineData("other", "*", "*", false)]
    [InlineData("*", "connections", "*", false)]
    [InlineData("*", "*", "Say", false)]
    [InlineData("*", "*", "sa", false)]
    [InlineData("cha*", "*", "*", false)]
    public void A_pattern_is_a_star_a_name_or_names_with_commas_between_them(string hub, string category, string name, bool matches)
    {
        var template = Template(new UpstreamTemplateSettings { UrlTemplate = "http://localhost/", HubPattern = hub, CategoryPattern = category, EventPattern = name });

        Assert.Equal(matches, template.Matches(HubName.From("chat")!.Value, "messages", "say"));
    }

    [Theory]
    [InlineData("http://localhost:7071/runtime/webhooks/signalr", "say", "http://localhost:7071/runtime/webhooks/signalr")]
    [InlineData("http://127.0.0.1/{hub}/api/{category}/{event}", "say", "http://127.0.0.1/chat/api/messages/say")]
    [InlineData("http://[::1]/?h={hub}&e={event}", "a&h=b", "http://[::1]/?h=chat&e=a%26h%3Db")]
    [InlineData("http://localhost/{event}/x", "../../admin", "http://localhost/..%2F..%2Fadmin/x")]
    [InlineData("http://localhost/{event}/x", "..", null)]
    [InlineData("http://localhost/{event}/x", ".", null)]
    [InlineData("http://localhost/fixed", "..", "http://localhost/fixed")]
    [InlineData("http://localhost/{event}", "{hub}", "http://localhost/%7Bhub%7D")]
    [InlineData("http://localhost/{event}", "@evil.example/", "http://localhost/%40evil.example%2F")]
    public void Placeholders_are_filled_and_a_client_cannot_leave_the_place_of_its_event(string template, string name, string? address) =>
        Assert.Equal(address, Template(new UpstreamTemplateSettings { UrlTemplate = template }).Address(HubName.From("chat")!.Value, "messages", name)?.AbsoluteUri);

    [Theory]
    [InlineData("", "not an absolute http(s) address")]
    [InlineData("/relative", "not an absolute http(s) address")]
    [InlineData("ftp://localhost/", "not an absolute http(s) address")]
    [InlineData("http://{hub}.localhost/", "not an absolute http(s) address")]
    [InlineData("http://localhost:{hub}/", "not an absolute http(s) address")]
    [InlineData("http://localhost/{target}", "the unknown placeholder {target}")]
    [InlineData("{@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/x)}", "Key Vault")]
    [InlineData("https://example.com/", "not on this machine")]
    [InlineData("http://localhost@example.com/", "not on this machine")]
    [InlineData("http://localhost.example.com/", "not on this machine")]
    [InlineData("http://10.0.0.1/", "not on this machine")]
    [InlineData("http://0x0a000001/", "not on this machine")]
    [InlineData("http://[::ffff:10.0.0.1]/", "not on this machine")]
    public async Task A_template_that_cannot_be_used_keeps_the_emulator_from_starting(string template, string reason)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningEmulator.StartWithAsync(null, $"--UpstreamSettings:Templates:0:UrlTemplate={template}"));

        Assert.Contains($"UpstreamSettings:Templates:0: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HubPattern=")]
    [InlineData("CategoryPattern= ")]
    [InlineData("EventPattern=")]
    [InlineData("Auth:Type=ManagedIdentity")]
    public async Task So_does_a_rule_that_cannot_be_used(string setting) =>
        await Assert.ThrowsAsync<OptionsValidationException>(
            () => RunningEmulator.StartWithAsync(null, "--UpstreamSettings:Templates:0:UrlTemplate=http://localhost/", $"--UpstreamSettings:Templates:0:{setting}"));

    [Fact]
    public async Task Another_machine_is_allowed_where_the_setting_says_so()
    {
        await using var emulator = await RunningEmulator.StartWithAsync(
            null, "--UpstreamSettings:Templates:0:UrlTemplate=https://example.com/", "--UpstreamSettings:Templates:0:Auth:Type=None", "--SignalREmulator:Upstream:AllowRemote=true");
    }

    private static UpstreamTemplate Template(UpstreamTemplateSettings settings)
    {
        Assert.Null(UpstreamTemplate.TryCreate(settings, allowRemote: false, out var template));
        return template!;
    }
}
