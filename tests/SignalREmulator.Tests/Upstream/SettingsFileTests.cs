using System.Text.Json;

namespace SignalREmulator.Tests.Upstream;

/// <summary>A settings file in the format of Microsoft's emulator. The emulator reads it again when it changes.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("signalr-emulator-");

    private string File => Path.Combine(folder.FullName, "settings.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Templates_are_taken_from_the_file_the_first_that_matches_wins_and_a_change_counts_at_once()
    {
        await using var first = await RecordingUpstream.StartAsync();
        await using var second = await RecordingUpstream.StartAsync();
        await WriteAsync(("chat", "connected", $"{first.Address}/chat"), ("*", "*", $"{first.Address}/rest"));
        await using var emulator = await RunningEmulator.StartWithAsync(null, $"--config={File}");

        await using (await RawClient.OpenAsync(emulator, "chat"))
        {
            Assert.Equal("/chat", (await first.NextAsync()).Path);
        }

        Assert.Equal("/rest", (await first.NextAsync()).Path);

        await WriteAsync(("*", "*", $"{second.Address}/changed"));
        await UntilUsedAsync(emulator, second);
        Assert.Equal("/changed", (await second.NextAsync()).Path);
    }

    [Theory]
    [InlineData("""{"UpstreamSettings":{"Templates":[{"UrlTemplate":"https://example.com/"}]}}""")]
    [InlineData("""{"UpstreamSettings":{"Templates":[{"UrlTemplate":""")]
    public async Task A_change_that_cannot_be_used_leaves_the_templates_as_they_were(string text)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var later = await RecordingUpstream.StartAsync();
        await WriteAsync(("*", "*", $"{upstream.Address}/first"));
        await using var emulator = await RunningEmulator.StartWithAsync(null, "-c", File);

        await System.IO.File.WriteAllTextAsync(File, text, TestContext.Current.CancellationToken);
        // The next valid change proves that the emulator could see the invalid one.
        await using (await RawClient.OpenAsync(emulator, "chat"))
        {
            Assert.Equal("/first", (await upstream.NextAsync()).Path);
        }

        await WriteAsync(("*", "*", $"{later.Address}/later"));
        await UntilUsedAsync(emulator, later);

        while (upstream.Events.TryRead(out var told))
        {
            Assert.Equal("/first", told.Path);
        }
    }

    private Task WriteAsync(params (string Hub, string Event, string Url)[] templates) =>
        System.IO.File.WriteAllTextAsync(
            File,
            JsonSerializer.Serialize(new
            {
                UpstreamSettings = new { Templates = templates.Select(template => new { UrlTemplate = template.Url, EventPattern = template.Event, HubPattern = template.Hub, CategoryPattern = "*" }) },
            }),
            TestContext.Current.CancellationToken);

    /// <summary>Opens connections until the upstream has an event. The emulator learns of a changed file from the operating system, and gives the test no signal.</summary>
    private static Task UntilUsedAsync(RunningEmulator emulator, RecordingUpstream upstream) => Waiting.UntilAsync(async () =>
    {
        await using var client = await RawClient.OpenAsync(emulator, "chat");
        return upstream.Events.TryPeek(out _);
    });
}
