using System.Text.Json;

namespace Bench.Load;

/// <summary>
/// The process of all clients, the same for every peer: it reads a job per line and writes a result per line.
/// It ends with its input, so it never outlives the bench that started it.
/// </summary>
internal static class LoadProcess
{
    public const string Verb = "load";

    public static async Task<int> RunAsync()
    {
        await using var context = new LoadContext();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            LoadAnswer answer;
            try
            {
                var job = JsonSerializer.Deserialize<Job>(line) ?? throw new JsonException("The job is null.");
                var result = await job.PerformAsync(context, CancellationToken.None);
                // Garbage of one job must not be collected during the next.
                GC.Collect();
                answer = new(JsonSerializer.SerializeToElement(result, result.GetType()), null);
            }
            catch (Exception exception)
            {
                answer = new(null, exception is AggregateException { InnerException: { } inner } ? inner.ToString() : exception.ToString());
            }

            Console.Out.WriteLine(JsonSerializer.Serialize(answer));
        }

        return 0;
    }
}

/// <param name="Result">Null if it failed.</param>
/// <param name="Error">Null if it succeeded.</param>
internal sealed record LoadAnswer(JsonElement? Result, string? Error);
