using System.Globalization;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Durability;

/// <summary>This assembly as a second process on the same store; see <see cref="EntryPoint"/>.</summary>
internal static class ChildProgram
{
    public const string Switch = "--write-events";

    /// <summary>Writes events until it is killed or has written enough. After each acknowledgement it prints a line with the event and its version.</summary>
    /// <param name="args">The switch, the connection string, the number of events, the number of parallel writers.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var (count, writers) = (int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture));
        await using var connection = CalendarStoreConnection.Open(args[1], TimeProvider.System);
        using var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
        await output.WriteLineAsync("ready");
        await Console.In.ReadLineAsync();
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var number = Interlocked.Increment(ref next); number <= count; number = Interlocked.Increment(ref next))
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"child-{number}");
                var result = await connection.Store.PutEventAsync(
                    Sample.Contoso, Sample.Team, Sample.Id(id), Sample.Event(id), new WriteCondition.Create(), Sample.Adele, CancellationToken.None);
                var written = (WriteResult<CalendarEvent>.Written)result;
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{id} {written.Position.Version}"));
            }
        })));
        return 0;
    }
}
