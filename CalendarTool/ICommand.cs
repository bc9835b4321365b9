namespace CalendarTool;

internal interface ICommand
{
    /// <returns>The exit code.</returns>
    Task<int> RunAsync(CancellationToken cancellationToken);
}
