using System.Text.Json;
using NotificationService.Pushing;

namespace NotificationService.Tests.Pushing;

/// <summary>The golden sample of the message. The tests of both clients read it too.</summary>
public class ReloadMessageTests
{
    [Fact]
    public void A_push_is_byte_for_byte_its_sample_and_under_100_bytes()
    {
        var sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contracts", "reload.json")).TrimEnd('\n');

        Assert.Equal(sample, JsonSerializer.Serialize(new ReloadMessage("0f6c1c2e4b7d4a5f", 44), PushJson.Default.ReloadMessage));
        // The longest epoch (an operator gives it to a restored file) and the highest version that a client can represent.
        Assert.True(JsonSerializer.Serialize(new ReloadMessage(new string('e', 20), (1L << 53) - 1), PushJson.Default.ReloadMessage).Length < 100);
    }
}
