using System.Text.Json;

namespace NotificationService.Tests;

/// <summary>The wire's golden samples, which the web app's tests read as well.</summary>
public class ReloadMessageTests
{
    public static TheoryData<string, object> Samples => new()
    {
        { "reload.json", new ReloadMessage("0f6c1c2e4b7d4a5f", 41, 44, ["team", "rota"], 3, "tab-7Qm3xT") },
        { "reload-again.json", new ReloadMessage("0f6c1c2e4b7d4a5f", 44, 44, [], 0, null) },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_push_is_byte_for_byte_its_sample_and_under_250_bytes(string file, object message)
    {
        var sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contracts", file)).TrimEnd('\n');

        var written = JsonSerializer.Serialize((ReloadMessage)message, PushJson.Default.ReloadMessage);

        Assert.Equal(sample, written);
        Assert.True(written.Length < 250);
    }

    [Fact]
    public void More_calendars_than_are_listed_are_left_out_altogether() =>
        Assert.Equal("""{"epoch":"e","since":1,"version":20,"changes":19}""",
            JsonSerializer.Serialize(new ReloadMessage("e", 1, 20, null, 19, null), PushJson.Default.ReloadMessage));
}
