namespace CalendarApi.Bodies;

/// <summary>How the reading of a body ended.</summary>
internal enum BodyEnd
{
    Whole,
    TooLarge,
    NoRoom,
}
