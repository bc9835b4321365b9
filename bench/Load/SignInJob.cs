using Bench.Samples;

namespace Bench.Load;

/// <summary>Signs every user in, and creates the calendar for the writes. Nothing is measured.</summary>
internal sealed record SignInJob(Target.System System) : Job<bool>
{
    protected override async Task<bool> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        var users = context.UsersOf(System);
        await users.SignAllInAsync(cancellationToken);
        await users.CreateCalendarAsync(SampleEvents.Calendar, cancellationToken);
        return true;
    }
}
