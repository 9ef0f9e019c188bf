package dev.pinwheel.watch.quartz;

import java.text.ParseException;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import java.util.TimeZone;
import org.quartz.CronExpression;
import org.quartz.CronScheduleBuilder;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** Says when a cycle is due, by a cron expression in UTC. */
public final class CycleTrigger implements AutoCloseable {

    private static final String DUE = "due";

    private final Scheduler scheduler;
    private final Trigger trigger;

    /**
     * Calls {@code due} at every time of the expression from now on; one call at a time, and a missed one
     * is made good once.
     *
     * @throws IllegalArgumentException if it is not a Quartz cron expression; the message says why
     */
    public CycleTrigger(String expression, Runnable due) {
        var cron = parse(expression);
        try {
            scheduler = new StdSchedulerFactory(settings()).getScheduler();
            var job = JobBuilder.newJob(DueJob.class).withIdentity("cycle").build();
            job.getJobDataMap().put(DUE, due);
            var schedule = CronScheduleBuilder.cronSchedule(cron).withMisfireHandlingInstructionFireAndProceed();
            trigger = TriggerBuilder.newTrigger().withSchedule(schedule).build();
            scheduler.scheduleJob(job, trigger);
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("tried to start the scheduler but " + e.getMessage(), e);
        }
    }

    /** When it calls next. */
    public Instant next() {
        return trigger.getNextFireTime().toInstant();
    }

    private static CronExpression parse(String expression) {
        try {
            var cron = new CronExpression(expression);
            cron.setTimeZone(TimeZone.getTimeZone("UTC"));
            return cron;
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "'" + expression + "' is not a Quartz cron expression: " + e.getMessage(), e);
        }
    }

    private static Properties settings() {
        var settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", "pinwheel-" + System.identityHashCode(settings));
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        settings.setProperty("org.quartz.threadPool.threadCount", "1");
        settings.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        settings.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        settings.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        return settings;
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("tried to stop the scheduler but " + e.getMessage(), e);
        }
    }

    /** What Quartz runs when a cycle is due. */
    @DisallowConcurrentExecution
    public static final class DueJob implements Job {

        @Override
        public void execute(JobExecutionContext context) {
            Objects.requireNonNull((Runnable) context.getMergedJobDataMap().get(DUE))
                    .run();
        }
    }
}
