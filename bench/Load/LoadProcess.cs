using System.Text.Json;

namespace Bench.Load;

/// <summary>
/// The process that all clients live in, the same for every peer: a job per line comes in, a result per line goes out.
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
                // What one job leaves behind is not to be collected during the next.
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

/// <param name="Result">Null when it failed.</param>
/// <param name="Error">Null when it did not.</param>
internal sealed record LoadAnswer(JsonElement? Result, string? Error);
