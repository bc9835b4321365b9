namespace CalendarApi.Limits;

/// <summary>How many requests may do something at a time, and how many may wait for that.</summary>
internal readonly record struct PlacesSize(int AtOncePerTenant, int WaitingPerTenant, int AtOnce, int Waiting);
