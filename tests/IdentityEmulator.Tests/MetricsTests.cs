using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace IdentityEmulator.Tests;

public class MetricsTests
{
    [Fact]
    public async Task What_is_issued_and_what_is_refused_is_counted()
    {
        // Meters are visible in the whole process. Only the measurements of this emulator's own factory count, from here on.
        var counted = new ConcurrentBag<string>();
        await using var emulator = await RunningEmulator.StartAsync();
        using var browser = new Browser(emulator);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == EmulatorMetrics.Meter && ReferenceEquals(instrument.Meter.Scope, emulator.Meters))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => counted.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.Start();

        await browser.PasswordAsync(Sample.Adele).OkAsync();
        await browser.PasswordAsync(Sample.Adele, password: "wrong").RefusedAsync("invalid_grant", 50126);
        using var silent = await browser.AuthorizeAsync(changes: ("prompt", "none"));

        Assert.Equal(
            ["identity.requests.refused invalid_grant 50126", "identity.requests.refused login_required 50058", "identity.tokens.issued password"],
            counted.Order(StringComparer.Ordinal));
    }
}
