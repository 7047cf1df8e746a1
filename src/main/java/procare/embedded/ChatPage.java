package procare.embedded;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the chat page at {@code /chat}; without the profile there is nothing at that address. */
@Configuration(proxyBeanMethods = false)
@Profile("embedded")
class ChatPage implements WebMvcConfigurer {
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry.addResourceHandler("/chat/**").addResourceLocations("classpath:/embedded/chat/");
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/chat").setViewName("forward:/chat/index.html");
  }
}
