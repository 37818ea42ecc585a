/** Deadlines: what is left of them, and when they are. */
export const deadline = {
  'deadline.left.over': 'The deadline has passed',
  'deadline.left.seconds': '{minutes} min {seconds} s left',
  'deadline.left.hours': '{hours} h {minutes} min left',
  'deadline.left.days': '{days, plural, one {# day} other {# days}} {hours} h left',
  'deadline.working':
    'Working time in {city}: {days, plural, =0 {} one {# whole day and } other {# whole days and }}{hours} h {minutes} min',
  'deadline.noCalendar': 'The calendar of {city} does not reach the deadline: working time is not known.',
  'deadline.yours': 'Your time',
  'deadline.seat': '{zone} (seat)',
  'deadline.utc': 'UTC',
  'deadline.spoken.24_hours': 'Less than 24 hours before the deadline',
  'deadline.spoken.4_hours': 'Less than 4 hours before the deadline',
  'deadline.spoken.1_hour': 'Less than an hour before the deadline',
  'deadline.spoken.15_minutes': 'Less than 15 minutes before the deadline',
} as const;
