using System.Reflection;

namespace Aspire.Hosting.Testing;

/// <summary>Runs AppHosts inside a test, any number side by side: their ports are free ones, nothing is printed, there is no dashboard.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <inheritdoc cref="CreateAsync(Type, string[], CancellationToken)" />
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class
        => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <inheritdoc cref="CreateAsync(Type, string[], CancellationToken)" />
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
        => CreateAsync(typeof(TEntryPoint), args, cancellationToken);

    /// <summary>Runs the entry point of an AppHost up to its Build.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly, <c>Projects.AppHost</c> say.</param>
    /// <param name="args">The command line of the AppHost.</param>
    /// <exception cref="DistributedApplicationException">The entry point failed, or returned without building an application.</exception>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(Type entryPoint, string[] args, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);

        var main = entryPoint.Assembly.EntryPoint ?? throw new DistributedApplicationException($"The assembly '{entryPoint.Assembly.GetName().Name}' has no entry point.");
        var handOver = new EntryPointHandOver(entryPoint.Assembly, args);

        // A thread of its own: the entry point blocks in Build until the test goes on, and in Run until the application ends.
        _ = Task.Factory.StartNew(() => Enter(main, handOver), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
        try
        {
            return new EntryPointTestingBuilder(await handOver.Builder.WaitAsync(cancellationToken), handOver);
        }
        catch
        {
            handOver.Abandon();
            throw;
        }
    }

    /// <summary>An empty application, described by the test itself.</summary>
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => new EmptyTestingBuilder(args);

    private static void Enter(MethodInfo main, EntryPointHandOver handOver)
    {
        handOver.Enter();
        Exception? failure = null;
        try
        {
            main.Invoke(obj: null, BindingFlags.DoNotWrapExceptions, binder: null, main.GetParameters().Length == 0 ? [] : [handOver.Args], culture: null);
        }
        catch (Exception e)
        {
            // Reported to the test that waits for it.
            failure = e;
        }

        handOver.EntryPointEnded(failure);
    }
}
