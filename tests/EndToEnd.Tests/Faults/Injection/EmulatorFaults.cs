using System.Net.Http.Json;
using System.Text.Json;

namespace EndToEnd.Tests.Faults.Injection;

/// <summary>The faults of the SignalR emulator. The emulator loses its settings when it ends. So this class keeps them and sets them again after each start.</summary>
internal sealed class EmulatorFaults : IDisposable
{
    // The time limit is longer than any pause of the emulator, so a request that is sent during a pause succeeds after it.
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

    /// <summary>The emulator's counters, summed over its restarts.</summary>
    public PushTally Tally => tally;

    public Task ChangeAsync(Func<EmulatorFaultSettings, EmulatorFaultSettings> change, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            settings = change(settings);
            return PutAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>Sets the current faults again, for an emulator that has just started.</summary>
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
            // The emulator is down. Its counts since the last reading are lost.
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
