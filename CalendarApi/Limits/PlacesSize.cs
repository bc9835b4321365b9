namespace CalendarApi.Limits;

/// <summary>How many requests may do something at a time, and how many may wait for that. Fewer of one user than of the tenant may wait, so no user fills the line of the tenant.</summary>
internal readonly record struct PlacesSize
{
    public required int AtOncePerTenant { get; init; }
    public required int WaitingPerUser { get; init; }
    public required int WaitingPerTenant { get; init; }
    public required int AtOnce { get; init; }
    public required int Waiting { get; init; }
}
