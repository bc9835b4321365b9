using System.Net.Http.Json;
using System.Text.Json;

namespace EndToEnd.Tests.Faults.Injection;

/// <summary>
/// The fault surface of the SignalR emulator. What is set is lost when the emulator ends, so it is kept here and set again after each start.
/// </summary>
internal sealed class EmulatorFaults : IDisposable
{
    // Longer than the emulator is ever held still: what is set meanwhile is set when it goes on.
    private readonly HttpClient http;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly PushTally tally = new();
    private EmulatorFaultSettings settings;
    private int puts;

    public EmulatorFaults(Uri emulator, EmulatorFaultSettings settings)
    {
        http = new HttpClient { BaseAddress = emulator, Timeout = TimeSpan.FromSeconds(20) };
        this.settings = settings;
    }

    /// <summary>What the emulator counted, over all its lives.</summary>
    public PushTally Tally => tally;

    public Task ChangeAsync(Func<EmulatorFaultSettings, EmulatorFaultSettings> change, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            settings = change(settings);
            return PutAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>Sets what holds now: after the emulator was started, which knows nothing of it.</summary>
    public Task RenewAsync(CancellationToken cancellationToken) => InTurnAsync(() => PutAsync(cancellationToken), cancellationToken);

    public async Task<int> CutAsync(double share, string how, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(Path("connections/:cut"), new { hub = "calendar", share, how }, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("cut").GetInt32();
    }

    /// <summary>Reads the counters. They start at zero whenever the emulator starts.</summary>
    public async Task CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            tally.Read((await http.GetFromJsonAsync<JsonElement>(Path("status"), cancellationToken)).GetProperty("counters"));
        }
        catch (HttpRequestException)
        {
            // It is down: what it counted since the last look is not known.
        }
    }

    public void Dispose()
    {
        http.Dispose();
        turn.Dispose();
    }

    private async Task InTurnAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await action();
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task PutAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Setting a seed restarts the random numbers. The same seed each time would lose the same pushes after each change.
            using var response = await http.PutAsJsonAsync(Path("faults"), settings with { Seed = settings.Seed + ++puts }, EmulatorFaultSettings.Json, cancellationToken);
            response.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            // The emulator is stopped. The code that starts it sets the faults again.
        }
    }

    private static Uri Path(string path) => new($"api/emulator/{path}", UriKind.Relative);
}
